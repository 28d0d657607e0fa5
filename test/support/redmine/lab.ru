# frozen_string_literal: true

# A throw-away Redmine for tests: makes its database, fills it, and serves it, in one process. The
# working folder is a copy of Debian's Redmine with one instance; what a test needs to know of the
# content is written to lab.json when all is ready.

require 'json'
require File.join(Dir.pwd, 'config', 'environment')

connection = ActiveRecord::Base.connection
# Nothing here outlives the test: waiting for the disk would only cost time.
connection.execute('PRAGMA synchronous = OFF')
connection.execute('PRAGMA journal_mode = MEMORY')
ActiveRecord::Migration.verbose = false
ActiveRecord::MigrationContext.new(
  Rails.root.join('db', 'migrate').to_s, ActiveRecord::SchemaMigration
).migrate
# The classes were loaded before their tables were there.
connection.schema_cache.clear!
ActiveRecord::Base.descendants.each(&:reset_column_information)

Redmine::DefaultData::Loader.load('en')
Setting.rest_api_enabled = 1
Setting.default_language = 'en'

link_field = IssueCustomField.create!(
  :name => 'Security report', :field_format => 'link', :is_for_all => true,
  :tracker_ids => Tracker.pluck(:id)
)
mark_field = IssueCustomField.create!(
  :name => 'Security', :field_format => 'list', :possible_values => %w[yes no], :is_for_all => true,
  :is_filter => true, :tracker_ids => Tracker.pluck(:id)
)
project = Project.create!(
  :name => 'Ward Gateway', :identifier => 'gateway', :is_public => false,
  :enabled_module_names => ['issue_tracking'], :tracker_ids => Tracker.pluck(:id)
)
other = Project.create!(
  :name => 'Elsewhere', :identifier => 'elsewhere', :is_public => false,
  :enabled_module_names => ['issue_tracking'], :tracker_ids => Tracker.pluck(:id)
)
# Open to all the world.
pump = Project.create!(
  :name => 'Ward Pump', :identifier => 'pump', :is_public => true,
  :enabled_module_names => ['issue_tracking'], :tracker_ids => Tracker.pluck(:id)
)
IssueCategory.create!(:project => project, :name => 'Security')
IssueCategory.create!(:project => project, :name => 'Paint')
IssueCategory.create!(:project => pump, :name => 'Security')

def someone(login, first, last)
  user = User.new(
    :firstname => first, :lastname => last, :mail => "#{login}@maker.example", :language => 'en'
  )
  user.login = login
  user.password = user.password_confirmation = SecureRandom.hex(16)
  user.save!
  user
end

# What a maker gives the connection: a role of its own that may do these few things and no more.
connection_role = Role.create!(
  :name => 'Vulnerary', :issues_visibility => 'all',
  :permissions => %i[view_issues add_issues edit_issues add_issue_notes view_private_notes]
)
robot = someone('vulnerary', 'Vulnerary', 'Connection')
dora = someone('dora', 'Dora', 'Developer')
developer_role = Role.find_by!(:name => 'Developer')
[project, pump, other].each { |each| Member.create!(:user => dora, :project => each, :roles => [developer_role]) }
[project, pump].each { |each| Member.create!(:user => robot, :project => each, :roles => [connection_role]) }
# Developers may open again what is closed, which the usual workflow leaves to managers.
closed_status = IssueStatus.where(:is_closed => true).order(:position).first
new_status = IssueStatus.where(:is_closed => false).order(:position).first
Tracker.pluck(:id).each do |tracker_id|
  WorkflowTransition.find_or_create_by!(
    :tracker_id => tracker_id, :role_id => developer_role.id,
    :old_status_id => closed_status.id, :new_status_id => new_status.id
  )
end
# The workflow allows the role the same changes of status as developers have.
WorkflowTransition.where(:role_id => developer_role.id).each do |each|
  copy = each.dup
  copy.role_id = connection_role.id
  copy.save!
end

File.write(
  'lab.json',
  JSON.generate(
    :robotKey => robot.api_key, :developerKey => dora.api_key,
    :linkField => link_field.id, :markField => mark_field.id
  )
)

run Rails.application
